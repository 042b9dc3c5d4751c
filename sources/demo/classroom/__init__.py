"""The simulated ClassWaves production: schools on four continents that teach live sessions in small groups."""
