// Surfaces of models affine in their parameters under the logistic and the Poisson loss.
#include "surfaces.h"
#include "surface_targets.h"
#include <math.h>
#define SURFACE_REAL double
#define SURFACE_INT int64_t
#define SURFACE_IS_FLOAT 0

#define SURFACE_NAME(x) x##_base
#define SURFACE_WIDTH 16
#include "surface_exponential_body.h"
#include "surface_undefine.h"

#if SURFACE_HAS_AVX2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SURFACE_NAME(x) x##_avx2
#define SURFACE_WIDTH 32
#include "surface_exponential_body.h"
#include "surface_undefine.h"
#pragma clang attribute pop
#endif

void surface_exponentials(
  const double *offset, const double *slope, double factor, size_t rows, double *exponentials
) {
  SURFACE_PICK(exponentials, offset, slope, factor, rows, exponentials);
}
void surface_exponential_table(
  const double *slope, size_t rows, const double *at, size_t columns, double *table
) {
  SURFACE_PICK(exponential_table, slope, rows, at, columns, table);
}
void surface_log_products(
  const double *e, const double *f, size_t stride, size_t rows, size_t run, size_t columns,
  double *product, int64_t *exponents
) {
  SURFACE_PICK(log_products, e, f, stride, rows, run, columns, product, exponents);
}
void surface_sum_products(
  const double *e, const double *f, size_t stride, size_t rows, size_t columns, double *sums
) {
  SURFACE_PICK(sum_products, e, f, stride, rows, columns, sums);
}
void surface_softplus_sums(
  const double *offset, const double *slope, double factor, const double *second,
  size_t second_stride, size_t rows, const double *at, size_t columns, double *sums
) {
  SURFACE_PICK(
    softplus_sums, offset, slope, factor, second, second_stride, rows, at, columns, sums);
}
void surface_multiply(
  const double *left, const double *right, size_t rows, size_t inner, size_t columns, double *out
) {
  SURFACE_PICK(multiply, left, right, rows, inner, columns, out);
}
