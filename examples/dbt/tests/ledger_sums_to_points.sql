-- Every point is accounted for: this finds the leads whose ledger gives another sum.
select scores.lead_id, scores.points, round(coalesce(sum(ledger.points), 0), 9) as accounted
from {{ ref('lead_scores') }} as scores
left join {{ ref('lead_ledger') }} as ledger on ledger.lead_id = scores.lead_id
group by scores.lead_id, scores.points
having round(coalesce(sum(ledger.points), 0), 9) <> scores.points
