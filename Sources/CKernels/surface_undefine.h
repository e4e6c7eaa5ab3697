// Forgets one target, so that the next one can be included.
#undef SURFACE_NAME
#undef SURFACE_WIDTH
#undef VEC
#undef BITS
#undef LANES
#undef INLINE
