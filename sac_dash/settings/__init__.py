"""Environment and TOML read once into one frozen dataclass."""
