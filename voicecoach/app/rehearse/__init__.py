"""One rehearsal put together from real parts, the demo, and the hearing check."""
