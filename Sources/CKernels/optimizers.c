// The inner loops of the optimizers: optimizers_body.h once for each type and instruction set.
#include "optimizers.h"

#include "kernels.h"

// Fused or not, a result must not hang on the processor.
#pragma STDC FP_CONTRACT OFF

#define REAL float
#define NAMED(name) name##_float_baseline
#include "optimizers_body.h"
#undef REAL
#undef NAMED

#define REAL double
#define NAMED(name) name##_double_baseline
#include "optimizers_body.h"
#undef REAL
#undef NAMED

#if defined(__x86_64__)
#pragma clang attribute push(__attribute__((target("avx2"))), apply_to = function)

#define REAL float
#define NAMED(name) name##_float_avx2
#include "optimizers_body.h"
#undef REAL
#undef NAMED

#define REAL double
#define NAMED(name) name##_double_avx2
#include "optimizers_body.h"
#undef REAL
#undef NAMED

#pragma clang attribute pop
#else
#define update_float_avx2 update_float_baseline
#define update_double_avx2 update_double_baseline
#endif

void optimizer_update_float(
    const struct optimizer_step *step, float *parameters, const float *gradient, float *state,
    ptrdiff_t n, bool wants_avx2) {
  if (wants_avx2 && kernels_use_avx2())
    update_float_avx2(step, parameters, gradient, state, n);
  else
    update_float_baseline(step, parameters, gradient, state, n);
}

void optimizer_update_double(
    const struct optimizer_step *step, double *parameters, const double *gradient, double *state,
    ptrdiff_t n, bool wants_avx2) {
  if (wants_avx2 && kernels_use_avx2())
    update_double_avx2(step, parameters, gradient, state, n);
  else
    update_double_baseline(step, parameters, gradient, state, n);
}
