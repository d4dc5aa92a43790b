"""The demo's calendar: one invented person's three months."""
