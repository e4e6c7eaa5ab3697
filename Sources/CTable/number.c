#include "number.h"

table_outcome table_number(
    const uint8_t *text, size_t count, uint8_t point, double *value) {
  const uint8_t *place = text;
  table_outcome outcome = scan_number(&place, text + count, point, value);
  return place == text + count ? outcome : TABLE_NO_NUMBER;
}
