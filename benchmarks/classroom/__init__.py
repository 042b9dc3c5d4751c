"""Live classrooms: a year of lessons, rolled up and asked for."""
