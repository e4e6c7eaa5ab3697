// Surfaces of formulas by brute force: what does not depend on the point is computed once a block
// of rows, and the rest in vectors.
#include "surfaces.h"
#include "surface_targets.h"
#include <math.h>

/// log(1 + exp(x)), without overflow.
static double surface_softplus(double x) { return (x > 0 ? x : 0) + log1p(exp(-fabs(x))); }

/// 1/(1 + exp(-x)), without overflow on either side.
static double surface_sigmoid(double x) {
  double e = exp(-fabs(x));
  return (x < 0 ? e : 1) / (1 + e);
}

#define SURFACE_REAL double
#define SURFACE_INT int64_t
#define SURFACE_IS_FLOAT 0
#define SURFACE_NAME(x) x##_base
#define SURFACE_WIDTH 16
#include "surface_program_body.h"
#include "surface_undefine.h"
#if SURFACE_HAS_AVX2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SURFACE_NAME(x) x##_avx2
#define SURFACE_WIDTH 32
#include "surface_program_body.h"
#include "surface_undefine.h"
#pragma clang attribute pop
#endif

void surface_program_sums(
  const struct surface_step *steps, size_t count, size_t loss, const double *columns,
  size_t stride, size_t rows, const double *points, size_t point_count,
  struct surface_slot *slots, double *scratch, double *sums
) {
  SURFACE_PICK(
    program_sums, steps, count, loss, columns, stride, rows, points, point_count, slots, scratch,
    sums);
}
