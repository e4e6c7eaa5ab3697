// Vectors of WIDTH bytes and functions of them; included once for each target and type of number.
//
// Before including define SURFACE_NAME(x) (a suffix for every name), SURFACE_REAL (float or double),
// SURFACE_INT (the integer of that size), SURFACE_WIDTH (bytes in a vector) and SURFACE_IS_FLOAT.
#include <string.h>

typedef SURFACE_REAL SURFACE_NAME(real);
typedef SURFACE_REAL SURFACE_NAME(vec) __attribute__((vector_size(SURFACE_WIDTH)));
typedef SURFACE_INT SURFACE_NAME(bits) __attribute__((vector_size(SURFACE_WIDTH)));
#define VEC SURFACE_NAME(vec)
#define BITS SURFACE_NAME(bits)
#define LANES (SURFACE_WIDTH / sizeof(SURFACE_REAL))
#define INLINE static inline __attribute__((always_inline, unused))

INLINE VEC SURFACE_NAME(load)(const SURFACE_REAL *from) {
  VEC value;
  memcpy(&value, from, sizeof value);
  return value;
}
INLINE void SURFACE_NAME(store)(SURFACE_REAL *to, VEC value) { memcpy(to, &value, sizeof value); }
INLINE VEC SURFACE_NAME(all)(SURFACE_REAL value) { return (VEC){0} + value; }
INLINE VEC SURFACE_NAME(choose)(BITS mask, VEC yes, VEC no) {
  return (VEC)((mask & (BITS)yes) | (~mask & (BITS)no));
}
INLINE VEC SURFACE_NAME(min)(VEC a, VEC b) { return SURFACE_NAME(choose)(a < b, a, b); }
INLINE VEC SURFACE_NAME(max)(VEC a, VEC b) { return SURFACE_NAME(choose)(a > b, a, b); }
INLINE VEC SURFACE_NAME(abs)(VEC a) {
  return (VEC)((BITS)a & ~(BITS)SURFACE_NAME(all)((SURFACE_REAL)-0.0));
}

/// exp(x) = 2^k (1 + p): Cody and Waite's reduction to |r| <= log(2)/2, then a Taylor polynomial
/// whose remainder is below a quarter of the last place. x must be in the exponents' range.
INLINE VEC SURFACE_NAME(reduced)(VEC x, VEC *scale) {
#if SURFACE_IS_FLOAT
  // 2^23 + 2^22: adding it leaves the nearest whole number in the last bits.
  const VEC magic = SURFACE_NAME(all)(12582912.0f);
  const SURFACE_REAL high = 0x1.62ep-1f, low = 0x1.0bfbe8e8p-15f, base = 1.44269504f;
  enum { mantissa = 23, bias = 127 };
#else
  const VEC magic = SURFACE_NAME(all)(6755399441055744.0);
  const SURFACE_REAL high = 0x1.62e42fefa38p-1, low = 0x1.ef35793c7673p-45,
                     base = 1.4426950408889634;
  enum { mantissa = 52, bias = 1023 };
#endif
  VEC shifted = x * base + magic;
  VEC k = shifted - magic;
  VEC r = x - k * high;
  r = r - k * low;
  // The bits below the mantissa's end hold k; what stands above them is shifted out.
  *scale = (VEC)(((BITS)shifted + bias) << mantissa);
#if SURFACE_IS_FLOAT
  VEC p = r * (1.0f / 5040) + 1.0f / 720;
  p = p * r + 1.0f / 120;
  p = p * r + 1.0f / 24;
  p = p * r + 1.0f / 6;
  p = p * r + 0.5f;
  p = p * r + 1.0f;
  return p * r;
#else
  VEC p = r * (1.0 / 6227020800) + 1.0 / 479001600;
  p = p * r + 1.0 / 39916800;
  p = p * r + 1.0 / 3628800;
  p = p * r + 1.0 / 362880;
  p = p * r + 1.0 / 40320;
  p = p * r + 1.0 / 5040;
  p = p * r + 1.0 / 720;
  p = p * r + 1.0 / 120;
  p = p * r + 1.0 / 24;
  p = p * r + 1.0 / 6;
  p = p * r + 0.5;
  p = p * r + 1.0;
  return p * r;
#endif
}

/// exp(x), where x is first brought into the range in which neither it nor 2^k overflows.
INLINE VEC SURFACE_NAME(exp)(VEC x) {
#if SURFACE_IS_FLOAT
  const SURFACE_REAL limit = 87.0f;
#else
  const SURFACE_REAL limit = 708.0;
#endif
  VEC scale, bound = SURFACE_NAME(all)(limit);
  VEC p = SURFACE_NAME(reduced)(SURFACE_NAME(min)(SURFACE_NAME(max)(x, -bound), bound), &scale);
  return p * scale + scale;
}

/// tanh(z) = -d / (d + 2) with d = exp(-2|z|) - 1, and the sign of z; d keeps its relative
/// precision near 0.
INLINE VEC SURFACE_NAME(tanh)(VEC z) {
  // Beyond 20 the result is 1 to the last place in double, beyond 10 in float.
  const SURFACE_REAL limit = SURFACE_IS_FLOAT ? 10 : 20;
  const BITS sign = (BITS)SURFACE_NAME(all)((SURFACE_REAL)-0.0);
  VEC size = SURFACE_NAME(min)(SURFACE_NAME(abs)(z), SURFACE_NAME(all)(limit));
  VEC scale;
  VEC p = SURFACE_NAME(reduced)(size * (SURFACE_REAL)-2, &scale);
  VEC d = p * scale + (scale - 1);
  VEC magnitude = -d / (d + 2);
  // Where z is not a number it has to stay so; min has taken the limit for it.
  VEC result = (VEC)((BITS)magnitude | ((BITS)z & sign));
  return SURFACE_NAME(choose)(z == z, result, z);
}
