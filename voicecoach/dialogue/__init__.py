"""What the contact says next, from scenarios that are data. Pure: no sound, no clock."""
