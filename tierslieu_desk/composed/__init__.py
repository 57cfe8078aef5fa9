"""The services of one open desk in four groups, each service built when it is first asked for."""
