// Vectors of WIDTH bytes and functions of them; included once for each target and type of number.
//
// Before including define SURFACE_NAME(x) (a suffix for every name), SURFACE_REAL (float or
// double), SURFACE_INT (the integer of that size), SURFACE_WIDTH (bytes in a vector) and
// SURFACE_IS_FLOAT.
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
// A difference, for 0 + -0 is 0.
INLINE VEC SURFACE_NAME(all)(SURFACE_REAL value) { return value - (VEC){0}; }
INLINE VEC SURFACE_NAME(choose)(BITS mask, VEC yes, VEC no) {
  return (VEC)((mask & (BITS)yes) | (~mask & (BITS)no));
}
INLINE VEC SURFACE_NAME(min)(VEC a, VEC b) { return SURFACE_NAME(choose)(a < b, a, b); }
INLINE VEC SURFACE_NAME(max)(VEC a, VEC b) { return SURFACE_NAME(choose)(a > b, a, b); }
INLINE VEC SURFACE_NAME(abs)(VEC a) {
  return (VEC)((BITS)a & ~(BITS)SURFACE_NAME(all)((SURFACE_REAL)-0.0));
}

/// exp(x) = 2^k (1 + p): Cody and Waite's reduction to |r| <= log(2)/2, then a polynomial for
/// (exp(r) - 1)/r by interpolation in Chebyshev points, computed with 60 digits: its relative error
/// is 1.8e-17, in float 1.1e-8. x must be in the exponents' range.
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
  VEC p = r * 0x1.6d4316p-10f + 0x1.123d82p-7f;
  p = p * r + 0x1.5554eap-5f;
  p = p * r + 0x1.55547cp-3f;
#else
  VEC p = r * 0x1.af4ddda32bea9p-26 + 0x1.28a2c0c0079ddp-22;
  p = p * r + 0x1.71de0237479e4p-19;
  p = p * r + 0x1.a019a66a5defap-16;
  p = p * r + 0x1.a01a01abe6327p-13;
  p = p * r + 0x1.6c16c17f43ad0p-10;
  p = p * r + 0x1.11111111100dfp-7;
  p = p * r + 0x1.55555555520afp-5;
  p = p * r + 0x1.5555555555557p-3;
#endif
  p = p * r + (SURFACE_REAL)0x1.0000000000005p-1;
  p = p * r + 1;
  return p * r;
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

/// tanh(z) = -d / (d + 2) with d = exp(-2z) - 1, which keeps its relative precision near 0.
INLINE VEC SURFACE_NAME(tanh)(VEC z) {
  // Beyond it the result is 1 or -1 to the last place.
  const VEC limit = SURFACE_NAME(all)(SURFACE_IS_FLOAT ? 10 : 20);
  VEC scale;
  // In this order what is not a number stays so.
  VEC near = SURFACE_NAME(max)(-limit, SURFACE_NAME(min)(limit, z));
  VEC p = SURFACE_NAME(reduced)(near * (SURFACE_REAL)-2, &scale);
  VEC d = p * scale + (scale - 1);
  return d / (-2 - d);
}
