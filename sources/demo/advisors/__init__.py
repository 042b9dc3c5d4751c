"""The simulated TeLOO production: a Colombian marketplace where advisors bid on requests for spare parts."""
