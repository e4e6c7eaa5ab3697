#include "number.h"

#if defined(__x86_64__)
#include <immintrin.h>
#define WITH_AVX2 1
#define AVX2 __attribute__((target("avx2,bmi,lzcnt")))
#else
#define WITH_AVX2 0
#endif

/// Bytes behind the place that is read which must be in the file, so that wide loads stay inside.
#define BEHIND 64
/// And before it.
#define BEFORE 32
/// A field that is longer is not plain; the file's own limit is far above.
#define LONGEST 65536

static const uint64_t power_of_ten[20] = {
  1, 10, 100, 1000, 10000, 100000, 1000000, 10000000, 100000000, 1000000000, 10000000000,
  100000000000, 1000000000000, 10000000000000, 100000000000000, 1000000000000000,
  10000000000000000, 100000000000000000, 1000000000000000000, 10000000000000000000u,
};

/// Sliding windows: 16 bytes from `last_bytes + n` on keep the last n bytes of a vector.
static const uint8_t last_bytes[32] __attribute__((aligned(32))) = {
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255,
};

INLINE bool is_blank(const table_layout *t, uint8_t byte) {
  return byte == ' ' || (byte == '\t' && t->delimiter != '\t');
}

#if WITH_AVX2
/// The first n <= 8 bytes at p as digits, moved to the end of eight.
INLINE uint64_t first_digits(const uint8_t *p, int n) {
  uint64_t digits = load8(p) ^ 0x3030303030303030;
  // In two steps, as a shift by 64 is undefined.
  return (digits << (32 - 4 * n)) << (32 - 4 * n);
}

/// The last n <= 8 of the eight bytes before p as digits.
INLINE uint64_t last_digits(const uint8_t *p, int n) {
  uint64_t digits = load8(p - 8) ^ 0x3030303030303030;
  return ((digits >> (32 - 4 * n)) >> (32 - 4 * n)) << (32 - 4 * n) << (32 - 4 * n);
}

/// The last n <= 16 of the sixteen bytes before p as digits: the number they make.
AVX2 INLINE uint64_t last_sixteen(const uint8_t *p, int n) {
  __m128i digits = _mm_sub_epi8(
      _mm_loadu_si128((const __m128i *)(p - 16)), _mm_set1_epi8('0'));
  digits = _mm_and_si128(digits, _mm_loadu_si128((const __m128i *)(last_bytes + n)));
  __m128i pairs = _mm_maddubs_epi16(digits, _mm_set1_epi16(0x010A));
  __m128i fours = _mm_madd_epi16(pairs, _mm_set1_epi32(0x00010064));
  fours = _mm_packus_epi32(fours, fours);
  __m128i eights = _mm_madd_epi16(fours, _mm_set1_epi32(0x00012710));
  uint64_t both = (uint64_t)_mm_cvtsi128_si64(eights);
  return (both & 0xFFFFFFFF) * 100000000 + (both >> 32);
}

/// Reads a number in ordinary notation, of at most 31 characters behind the sign, without a loop
/// and almost without branches, as those that depend on the digits' number cannot be foretold.
/// Returns where it ends, or NULL if it is not of that kind.
AVX2 INLINE const uint8_t *quick_number(const uint8_t *p, uint8_t point, double *value) {
  uint8_t first = *p;
  uint64_t sign = (uint64_t)(first == '-') << 63;
  p += (first == '-') | (first == '+');
  __m256i digits = _mm256_sub_epi8(
      _mm256_loadu_si256((const __m256i *)p), _mm256_set1_epi8('0'));
  uint32_t others = ~(uint32_t)_mm256_movemask_epi8(
      _mm256_cmpeq_epi8(_mm256_min_epu8(digits, _mm256_set1_epi8(9)), digits));
  if (others == 0) return NULL;
  int whole = (int)_tzcnt_u32(others);
  int end = whole, fraction = 0;
  if (p[whole] == point) {
    others &= others - 1;
    if (others == 0) return NULL;
    end = (int)_tzcnt_u32(others);
    fraction = end - whole - 1;
  }
  if ((whole > 8) | (fraction > 24) | (whole + fraction == 0)) return NULL;
  uint64_t before = eight_digits(first_digits(p, whole));
  int low = fraction < 16 ? fraction : 16;
  uint64_t above = eight_digits(last_digits(p + end - 16, fraction - low));
  uint64_t after = last_sixteen(p + end, low) + above * 10000000000000000;
  uint64_t w = after;
  if (before != 0) {
    if (whole + fraction > 19) return NULL;
    w += before * power_of_ten[fraction];
  } else if (above >= 1000) {
    return NULL;
  }
  uint64_t bits;
  if (!nearest_double(w, -(int64_t)fraction, &bits)) return NULL;
  *value = from_bits(bits | sign);
  return p + end;
}

/// The first byte from p on that ends a field, or a quotation mark; NULL if the field is too long.
AVX2 INLINE const uint8_t *field_end_avx2(
    const uint8_t *p, const uint8_t *limit, uint8_t delimiter) {
  const __m256i d = _mm256_set1_epi8((char)delimiter), lf = _mm256_set1_epi8('\n');
  const __m256i cr = _mm256_set1_epi8('\r'), quote = _mm256_set1_epi8('"');
  for (const uint8_t *most = p + LONGEST; p < limit && p < most; p += 32) {
    __m256i block = _mm256_loadu_si256((const __m256i *)p);
    __m256i found = _mm256_or_si256(
        _mm256_or_si256(_mm256_cmpeq_epi8(block, d), _mm256_cmpeq_epi8(block, lf)),
        _mm256_or_si256(_mm256_cmpeq_epi8(block, cr), _mm256_cmpeq_epi8(block, quote)));
    uint32_t mask = (uint32_t)_mm256_movemask_epi8(found);
    if (mask) return p + _tzcnt_u32(mask);
  }
  return NULL;
}
#endif

INLINE const uint8_t *field_end(const uint8_t *p, const uint8_t *limit, uint8_t delimiter) {
  for (const uint8_t *most = p + LONGEST; p < limit && p < most; p++)
    if (*p == delimiter || *p == '\n' || *p == '\r' || *p == '"') return p;
  return NULL;
}

/// A number with blanks about it, by the whole grammar; NULL if it is none or a hard one.
static const uint8_t *any_number(
    const table_layout *t, const uint8_t *p, const uint8_t *limit, double *value) {
  const uint8_t *most = limit - p > LONGEST ? p + LONGEST : limit;
  while (p < most && is_blank(t, *p)) p++;
  if (scan_number(&p, most, t->point, value) != TABLE_NUMBER) return NULL;
  while (p < most && is_blank(t, *p)) p++;
  return p < most ? p : NULL;
}

#define PLAIN_ROWS plain_rows
#define ATTRIBUTES
#define QUICK_NUMBER(p, point, value) NULL
#define FIELD_END field_end
#include "plain_rows.h"

#if WITH_AVX2
#define PLAIN_ROWS plain_rows_avx2
#define ATTRIBUTES AVX2
#define QUICK_NUMBER quick_number
#define FIELD_END field_end_avx2
#include "plain_rows.h"
#endif

size_t table_plain_rows(
    const table_layout *layout, size_t *position, size_t end, size_t row) {
#if WITH_AVX2
  if (!layout->portable && __builtin_cpu_supports("avx2") && __builtin_cpu_supports("bmi") &&
      __builtin_cpu_supports("lzcnt"))
    return plain_rows_avx2(layout, position, end, row);
#endif
  return plain_rows(layout, position, end, row);
}
