// Vectors of the kind that the including file compiles for, and elementary functions of them.
//
// Before inclusion: T is float or double and IS_FLOAT tells which; WIDE tells whether AVX2 and FMA
// may be used; NAME(x) makes a name of its own for this kind; MVEC(f) is the name of libmvec's
// function f for it. libmvec comes with glibc, so nothing is installed for it; it is at most 4 ulp
// off, and 1.2 to 2.5 times as fast as SLEEF 3.5's functions of 1 ulp (Zen 4, glibc 2.36, AVX2).
// float's tanh is a rational function that can be compiled into the loops.

#include <math.h>
#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define BYTES (WIDE ? 32 : 16)
#define LANES ((long)(BYTES / sizeof(T)))

typedef T NAME(packed) __attribute__((vector_size(BYTES)));
typedef T NAME(vector) __attribute__((vector_size(BYTES), aligned(sizeof(T)), may_alias));
#define V NAME(packed)

static inline V NAME(load)(const T *x) { return *(const NAME(vector) *)x; }
static inline void NAME(store)(T *y, V v) { *(NAME(vector) *)y = v; }
static inline V NAME(all)(T x) { return (V){0} + x; }
#define load NAME(load)
#define store NAME(store)
#define all NAME(all)

/// The first `count` values, fewer than a vector holds, and zeros behind them.
static inline V NAME(load_part)(const T *x, long count) {
  V v = {0};
  // Not memcpy, which would be a call.
  for (long i = 0; i < LANES; i++)
    if (i < count) v[i] = x[i];
  return v;
}
static inline void NAME(store_part)(T *y, V v, long count) {
  for (long i = 0; i < LANES; i++)
    if (i < count) y[i] = v[i];
}
#define load_part NAME(load_part)
#define store_part NAME(store_part)

#if IS_FLOAT
typedef int32_t NAME(mask) __attribute__((vector_size(BYTES)));
#else
typedef int64_t NAME(mask) __attribute__((vector_size(BYTES)));
#endif

/// a where the comparison holds, else b.
static inline V NAME(select)(NAME(mask) holds, V a, V b) {
  return (V)((holds & (NAME(mask))a) | (~holds & (NAME(mask))b));
}
#define select NAME(select)

static inline V NAME(minimum)(V a, V b) { return __builtin_elementwise_min(a, b); }
static inline V NAME(maximum)(V a, V b) { return __builtin_elementwise_max(a, b); }
static inline V NAME(absolute)(V a) { return __builtin_elementwise_abs(a); }
#define minimum NAME(minimum)
#define maximum NAME(maximum)
#define absolute NAME(absolute)

/// The lanes' sum in a fixed order.
static inline T NAME(total)(V v) {
  T part[BYTES / sizeof(T)];
  memcpy(part, &v, BYTES);
  for (long width = LANES / 2; width > 0; width /= 2)
    for (long i = 0; i < width; i++) part[i] += part[i + width];
  return part[0];
}
#define total NAME(total)

#if defined(__x86_64__) && defined(__GLIBC__)
#define VECTOR_FUNCTION(f)  \
  extern V MVEC(f)(V);      \
  static inline V NAME(f)(V x) { return MVEC(f)(x); }
#else
#define VECTOR_FUNCTION(f)                              \
  static inline V NAME(f)(V x) {                        \
    for (long i = 0; i < LANES; i++) x[i] = (T)f(x[i]); \
    return x;                                           \
  }
#endif
VECTOR_FUNCTION(exp)
VECTOR_FUNCTION(expm1)
VECTOR_FUNCTION(log)
VECTOR_FUNCTION(log1p)
VECTOR_FUNCTION(erf)
VECTOR_FUNCTION(sin)
VECTOR_FUNCTION(cos)

#if IS_FLOAT
/// A rational minimax function up to where it happens to be 1 exactly, which depends on whether
/// products and sums are rounded together; constant beyond. At most 6 ulp off. Coefficients and
/// bounds: Eigen, Eigen/src/Core/MathFunctionsImpl.h, ptanh_float.
#if WIDE || defined(__FP_FAST_FMAF)
#define TANH_BOUND 7.99881172180175781f
#else
#define TANH_BOUND 7.90531110763549805f
#endif
static inline V NAME(tanh)(V z) {
  const T bound = TANH_BOUND;
  V clamped = minimum(maximum(z, all(-bound)), all(bound));
  V x = select(z == z, clamped, z);
  V q = x * x;
  V n = q * -2.76076847742355e-16f + 2.00018790482477e-13f;
  n = n * q - 8.60467152213735e-11f;
  n = n * q + 5.12229709037114e-08f;
  n = n * q + 1.48572235717979e-05f;
  n = n * q + 6.37261928875436e-04f;
  n = n * q + 4.89352455891786e-03f;
  V d = q * 1.19825839466702e-06f + 1.18534705686654e-04f;
  d = d * q + 2.26843463243900e-03f;
  d = d * q + 4.89352518554385e-03f;
  // In this order the smallest numbers keep their digits.
  return n / d * x;
}
#else
VECTOR_FUNCTION(tanh)
#endif

/// 1/(1 + exp(-x)): the exponential's overflow gives 0 as it should.
static inline V NAME(sigmoid)(V x) { return 1 / (1 + NAME(exp)(-x)); }

/// log(1 + exp(x)) without overflow.
static inline V NAME(softplus)(V x) {
  return maximum(x, all(0)) + NAME(log1p)(NAME(exp)(-absolute(x)));
}
