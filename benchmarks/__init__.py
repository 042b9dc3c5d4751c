"""What is measured, how, and against whom. `make bench` runs everything and prints tables."""
