// How a body of loops is compiled twice: for every x86-64 and, where the processor has them, for
// AVX2 and FMA. `SURFACE_PICK(name, arguments)` calls the better one.
#include "kernels.h"
#if defined(__x86_64__)
#define SURFACE_HAS_AVX2 1
#define SURFACE_PICK(name, ...) \
  (kernels_use_avx2() ? name##_avx2(__VA_ARGS__) : name##_base(__VA_ARGS__))
#else
#define SURFACE_HAS_AVX2 0
#define SURFACE_PICK(name, ...) name##_base(__VA_ARGS__)
#endif
