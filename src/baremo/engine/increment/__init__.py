"""Counts kept from night to night: what each lead did, per counted thing and day."""
