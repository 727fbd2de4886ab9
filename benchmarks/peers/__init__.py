"""What people write by hand for `benchmarks/model.yaml`, one way a module, each as fast as its tool allows.

A peer reads FOLDER/leads.parquet and FOLDER/events.parquet, and writes lead, score, fit and engagement to OUT. It
compares texts as the model does, ignoring case and surrounding blanks, drops events after the moment and leaves
out those of unknown leads. What Baremo does besides, it need not: look for problems in the rows, read other types,
tell band, grade, stage and ledger. It trusts that ids of events are unique, as Baremo is told to.
"""
