// Surfaces of dense networks by brute force: every row through the network at every point.
#include "surfaces.h"
#include "surface_targets.h"
#include <math.h>

static size_t surface_padded(size_t outputs) {
  return (outputs + SURFACE_UNITS - 1) / SURFACE_UNITS * SURFACE_UNITS;
}

size_t surface_network_scratch(const struct surface_network *network) {
  size_t widest = 0;
  for (size_t l = 1; l <= network->layers; l++)
    if (surface_padded(network->sizes[l]) > widest) widest = surface_padded(network->sizes[l]);
  return 2 * widest * SURFACE_ROWS;
}

size_t surface_network_packed(const struct surface_network *network) {
  size_t count = 0;
  for (size_t l = 0; l < network->layers; l++)
    count += (network->sizes[l] + 1) * surface_padded(network->sizes[l + 1]);
  return count;
}

/// log(1 + exp(t)), without overflow.
static double surface_softplus(double t) { return (t > 0 ? t : 0) + log1p(exp(-fabs(t))); }

/// The loss of one output; no number stays no number.
static double surface_one_loss(enum surface_loss loss, double f, double y) {
  double r = fabs(y - f);
  switch (loss) {
  case SURFACE_ABSOLUTE: return r;
  case SURFACE_HUBER: return r < 1 ? r * r / 2 : r - 0.5;
  case SURFACE_LOG_COSH: return r + log1p(exp(-2 * r)) - 0.69314718055994531;
  // For targets of 0 and 1 exactly the loss of their label, for others between them.
  case SURFACE_LOGISTIC: return y == 1 ? surface_softplus(-f) : surface_softplus(f) - y * f;
  case SURFACE_POISSON: return exp(f) - y * f;
  case SURFACE_HINGE: return y * f >= 1 ? 0 : 1 - y * f;
  case SURFACE_SQUARED: return r * r;
  case SURFACE_CROSS_ENTROPY: break;
  }
  return NAN;
}

#define SURFACE_REAL double
#define SURFACE_INT int64_t
#define SURFACE_IS_FLOAT 0
#define SURFACE_NAME(x) x##_f64_base
#define SURFACE_WIDTH 16
#include "surface_network_body.h"
#include "surface_undefine.h"
#if SURFACE_HAS_AVX2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SURFACE_NAME(x) x##_f64_avx2
#define SURFACE_WIDTH 32
#include "surface_network_body.h"
#include "surface_undefine.h"
#pragma clang attribute pop
#endif
#undef SURFACE_REAL
#undef SURFACE_INT
#undef SURFACE_IS_FLOAT

#define SURFACE_REAL float
#define SURFACE_INT int32_t
#define SURFACE_IS_FLOAT 1
#define SURFACE_NAME(x) x##_f32_base
#define SURFACE_WIDTH 16
#include "surface_network_body.h"
#include "surface_undefine.h"
#if SURFACE_HAS_AVX2
#pragma clang attribute push(__attribute__((target("avx2,fma"))), apply_to = function)
#define SURFACE_NAME(x) x##_f32_avx2
#define SURFACE_WIDTH 32
#include "surface_network_body.h"
#include "surface_undefine.h"
#pragma clang attribute pop
#endif

#define PUBLIC(suffix, REAL) \
  void surface_place_##suffix( \
    const double *origin, const double *first, const double *second, double u, double v, \
    size_t count, REAL *theta) { \
    SURFACE_PICK(place_##suffix, origin, first, second, u, v, count, theta); \
  } \
  void surface_first_layer_##suffix( \
    const struct surface_network *network, const REAL *theta, const REAL *x, size_t stride, \
    size_t rows, REAL *out) { \
    SURFACE_PICK(first_layer_##suffix, network, theta, x, stride, rows, out); \
  } \
  double surface_network_sum_##suffix( \
    const struct surface_network *network, const REAL *theta, const REAL *x, const REAL *y, \
    size_t stride, size_t rows, const REAL *tables, double u, double v, REAL *scratch) { \
    return SURFACE_PICK( \
      network_sum_##suffix, network, theta, x, y, stride, rows, tables, u, v, scratch); \
  }
PUBLIC(f64, double)
PUBLIC(f32, float)
