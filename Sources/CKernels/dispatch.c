#include "kernels.h"
#include "tape_kernels.h"

bool kernels_use_avx2(void) {
#if defined(__x86_64__)
  return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma");
#else
  return false;
#endif
}

extern const tape_kernels tape_kernels_float_sse2, tape_kernels_double_sse2;
#if defined(__x86_64__)
extern const tape_kernels tape_kernels_float_avx2, tape_kernels_double_avx2;
#define FASTEST(kind) \
  (kernels_use_avx2() ? &tape_kernels_##kind##_avx2 : &tape_kernels_##kind##_sse2)
#else
#define FASTEST(kind) (&tape_kernels_##kind##_sse2)
#endif

const tape_kernels *tape_kernels_float(void) { return FASTEST(float); }
const tape_kernels *tape_kernels_double(void) { return FASTEST(double); }
const tape_kernels *tape_kernels_float_portable(void) { return &tape_kernels_float_sse2; }
const tape_kernels *tape_kernels_double_portable(void) { return &tape_kernels_double_sse2; }
