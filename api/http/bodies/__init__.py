"""What goes over the wire: one model per body, each with an example."""
