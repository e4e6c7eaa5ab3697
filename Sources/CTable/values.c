#include "include/table.h"
#include <math.h>
#include <string.h>

#if __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
#define NATIVE_IS_BIG true
#else
#define NATIVE_IS_BIG false
#endif

#define SAME(x) (x)
#define COPY(TYPE, BITS, SWAP) \
  for (size_t i = 0; i < count; i++, from += step) { \
    BITS bits; \
    TYPE value; \
    memcpy(&bits, from, sizeof bits); \
    bits = (BITS)SWAP(bits); \
    memcpy(&value, &bits, sizeof value); \
    to[i] = (double)value; \
  }
/// The distance is made a constant where the values stand side by side, for wide instructions.
#define BOTH_ORDERS(TYPE, BITS, SWAP) \
  if (swaps) { COPY(TYPE, BITS, SWAP) } \
  else if (distance == sizeof(BITS)) { const size_t step = sizeof(BITS); COPY(TYPE, BITS, SAME) } \
  else { COPY(TYPE, BITS, SAME) }

bool table_values(
    const uint8_t *from, size_t distance, size_t count, table_type type, bool is_big, double *to) {
  bool swaps = is_big != NATIVE_IS_BIG;
  size_t step = distance;
  switch (type) {
    case TABLE_F4: BOTH_ORDERS(float, uint32_t, __builtin_bswap32) break;
    case TABLE_F8: BOTH_ORDERS(double, uint64_t, __builtin_bswap64) break;
    case TABLE_I1: COPY(int8_t, uint8_t, SAME) return true;
    case TABLE_U1: COPY(uint8_t, uint8_t, SAME) return true;
    case TABLE_I2: BOTH_ORDERS(int16_t, uint16_t, __builtin_bswap16) return true;
    case TABLE_U2: BOTH_ORDERS(uint16_t, uint16_t, __builtin_bswap16) return true;
    case TABLE_I4: BOTH_ORDERS(int32_t, uint32_t, __builtin_bswap32) return true;
    case TABLE_U4: BOTH_ORDERS(uint32_t, uint32_t, __builtin_bswap32) return true;
    case TABLE_I8: BOTH_ORDERS(int64_t, uint64_t, __builtin_bswap64) return true;
    case TABLE_U8: BOTH_ORDERS(uint64_t, uint64_t, __builtin_bswap64) return true;
    case TABLE_BOOL:
      for (size_t i = 0; i < count; i++) to[i] = from[i * distance] != 0;
      return true;
  }
  // An infinity or NaN has all bits of the exponent set.
  uint64_t wrong = 0;
  for (size_t i = 0; i < count; i++) {
    uint64_t bits;
    memcpy(&bits, to + i, 8);
    wrong |= ((bits << 1) >> 53) == 0x7FF;
  }
  return wrong == 0;
}
