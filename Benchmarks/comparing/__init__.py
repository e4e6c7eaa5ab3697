"""The parts of Benchmarks/compare: what is timed, how, and against which targets."""
