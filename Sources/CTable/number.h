// From decimal digits to the nearest double.
#ifndef NUMBER_H
#define NUMBER_H
#include "include/table.h"
#include "powers_of_five.h"
#include <string.h>

#define INLINE static inline __attribute__((always_inline))

INLINE uint64_t load8(const uint8_t *p) {
  uint64_t word;
  memcpy(&word, p, 8);
#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}

/// Eight digits, the first one in the lowest byte, each as a value of 0 ... 9: the number they make.
/// Pairs, then fours, then the eight are joined by multiplications that act on all at once.
INLINE uint64_t eight_digits(uint64_t d) {
  d = d * 10 + (d >> 8);
  return (((d & 0x000000FF000000FF) * 0x000F424000000064) +
          (((d >> 16) & 0x000000FF000000FF) * 0x0000271000000001)) >> 32;
}

INLINE double from_bits(uint64_t bits) {
  double value;
  memcpy(&value, &bits, 8);
  return value;
}

/// The double nearest to w * 10^q, ties to even, as bits without a sign; false where that is not
/// decided here: an exponent outside the table, a subnormal number, or one too large.
///
/// D. Lemire, "Number parsing at a gigabyte per second", Softw. Pract. Exp. 51 (2021), section 5;
/// that 128 bits of the power always decide: N. Mushtak and D. Lemire, "Fast number parsing
/// without fallback", Softw. Pract. Exp. 53 (2023).
INLINE bool nearest_double(uint64_t w, int64_t q, uint64_t *bits) {
  if (w == 0) { *bits = 0; return true; }
  if (q < LEAST_POWER_OF_TEN || q > GREATEST_POWER_OF_TEN) return false;
  const uint64_t *power = powers_of_five[q - LEAST_POWER_OF_TEN];
  int zeros = __builtin_clzll(w);
  uint64_t normal = w << zeros;
  unsigned __int128 product = (unsigned __int128)normal * power[0];
  uint64_t high = (uint64_t)(product >> 64), low = (uint64_t)product;
  // 55 bits are needed; the second word of the power matters only if all bits below them are set.
  if (__builtin_expect((high & 0x1FF) == 0x1FF, 0)) {
    uint64_t more = (uint64_t)(((unsigned __int128)normal * power[1]) >> 64);
    low += more;
    high += low < more;
  }
  int upper = (int)(high >> 63);
  uint64_t mantissa = high >> (upper + 9);
  // floor(log2(10^q)) by a fixed-point logarithm, which is exact in the table's range.
  int64_t exponent = ((217706 * q) >> 16) + 63 + upper - zeros + 1023;
  if (__builtin_expect(exponent <= 0, 0)) return false;
  // Exactly half way, which only these powers allow: take the even neighbour.
  if (__builtin_expect(low <= 1 && (mantissa & 3) == 1 && q >= -4 && q <= 23, 0) &&
      mantissa << (upper + 9) == high)
    mantissa &= ~(uint64_t)1;
  mantissa = (mantissa + (mantissa & 1)) >> 1;
  // Rounding may carry into the next power of two; added, the carry does what is right.
  uint64_t result = ((uint64_t)(exponent - 1) << 52) + mantissa;
  if (__builtin_expect(result >= (uint64_t)0x7FF << 52, 0)) return false;
  *bits = result;
  return true;
}

/// Digits as they are collected.
typedef struct {
  uint64_t digits;
  /// Digits in `digits` from the first that is not 0 on, at most 19.
  int count;
  /// Places that `digits` has too few because it was full.
  int64_t omitted;
  /// Whether a digit that was left out is not 0.
  bool inexact;
} decimal;

INLINE const uint8_t *take_digits(decimal *d, const uint8_t *p, const uint8_t *end) {
  for (; p < end; p++) {
    uint8_t digit = (uint8_t)(*p - '0');
    if (digit > 9) break;
    if (d->count < 19) {
      d->digits = d->digits * 10 + digit;
      d->count += d->digits != 0;
    } else {
      d->omitted++;
      d->inexact |= digit != 0;
    }
  }
  return p;
}

/// Reads the longest number at `*place`, moves `*place` behind it, and says what it is. What
/// follows is for the caller to judge.
static inline table_outcome scan_number(
    const uint8_t **place, const uint8_t *end, uint8_t point, double *value) {
  const uint8_t *p = *place;
  bool negative = false;
  if (p < end && (*p == '-' || *p == '+')) negative = *p++ == '-';
  decimal d = {0, 0, 0, false};
  const uint8_t *start = p;
  p = take_digits(&d, p, end);
  size_t whole = (size_t)(p - start), fraction = 0;
  if (p < end && *p == point) {
    start = ++p;
    p = take_digits(&d, p, end);
    fraction = (size_t)(p - start);
  }
  if (whole + fraction == 0) return TABLE_NO_NUMBER;
  int64_t exponent = d.omitted - (int64_t)fraction;
  if (p < end && (*p | 0x20) == 'e') {
    p++;
    int64_t sign = 1, given = 0;
    if (p < end && (*p == '-' || *p == '+')) sign = *p++ == '-' ? -1 : 1;
    start = p;
    // Beyond this it outweighs any number of digits that fits into memory.
    for (; p < end && (uint8_t)(*p - '0') < 10; p++)
      if (given < 1000000000000000) given = given * 10 + (*p - '0');
    if (p == start) return TABLE_NO_NUMBER;
    exponent += sign * given;
  }
  *place = p;
  uint64_t bits, next;
  if (!nearest_double(d.digits, exponent, &bits)) return TABLE_HARD_NUMBER;
  // The number lies between two; if both have one nearest double, it is that of the number as well.
  if (d.inexact && (!nearest_double(d.digits + 1, exponent, &next) || next != bits))
    return TABLE_HARD_NUMBER;
  *value = from_bits(bits | (uint64_t)negative << 63);
  return TABLE_NUMBER;
}
#endif
