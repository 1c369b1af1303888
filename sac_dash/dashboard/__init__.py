"""The pages an analyst works in. Dash lives here and nowhere else."""
