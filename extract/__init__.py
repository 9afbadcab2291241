"""An article in, a model out: pure, without store, network or clock."""
