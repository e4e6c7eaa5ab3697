// One pass over the rows of a surface that is a quadratic of its parameters.
#include "surfaces.h"
#include "surface_targets.h"
#define SURFACE_REAL double
#define SURFACE_INT int64_t
#define SURFACE_IS_FLOAT 0

#define SURFACE_NAME(x) x##_base
#define SURFACE_WIDTH 16
#include "surface_moments_body.h"
#include "surface_undefine.h"

#if SURFACE_HAS_AVX2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SURFACE_NAME(x) x##_avx2
#define SURFACE_WIDTH 32
#include "surface_moments_body.h"
#include "surface_undefine.h"
#pragma clang attribute pop
#endif

void surface_moments2(const double *x, const double *y, size_t rows, double *moments) {
  SURFACE_PICK(moments2, x, y, rows, moments);
}
void surface_moments3(
  const double *x, const double *y, const double *z, size_t rows, double *moments
) {
  SURFACE_PICK(moments3, x, y, z, rows, moments);
}
