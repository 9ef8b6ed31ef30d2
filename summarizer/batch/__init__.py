"""Many inputs to one record each: planned, cut into shards, done by processes or a cluster, resumed at will."""
