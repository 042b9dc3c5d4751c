"""What a run writes into `ops` about itself and about what it changed."""
