// Reading tables at the speed of the machine: decimal numbers, rows of separated values, arrays of
// binary values, SHA-256.
//
// Every function accepts any bytes whatever and reads none outside the range it is given.
#ifndef TABLE_H
#define TABLE_H
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/// What became of a text that should be a number.
typedef enum {
  /// It is no number by the grammar.
  TABLE_NO_NUMBER = 0,
  /// It is a number, and the value is correctly rounded.
  TABLE_NUMBER = 1,
  /// It is a number by the grammar, but needs longer arithmetic than is done here.
  TABLE_HARD_NUMBER = 2
} table_outcome;

/// Reads `count` bytes as a number: [+-] digits [point digits] [e [+-] digits], with at least one
/// digit before or after the point.
table_outcome table_number(
    const uint8_t *text, size_t count, uint8_t point, double *value);

/// How rows are to be read.
typedef struct {
  /// Where the file begins, and its size.
  const uint8_t *bytes;
  size_t size;
  /// For each field of a row the column it goes to, or -1.
  const int32_t *slots;
  size_t fields;
  /// Column c begins at values[c * stride] and has room for stride rows.
  double *values;
  size_t stride;
  uint8_t delimiter;
  uint8_t point;
  /// Do without special instructions, as on a processor that has none.
  bool portable;
} table_layout;

/// Reads rows that begin before `end`, from the row that begins at `*position` on, and adds them
/// to the columns behind `row` rows that are there already.
///
/// It stops before the first row that is not plain, and moves `*position` there. Plain is a row of
/// `fields` fields, without quotation marks, whose wanted fields are all numbers that take no long
/// arithmetic, and that ends well before the end of the file. Returns the number of rows read.
size_t table_plain_rows(
    const table_layout *layout, size_t *position, size_t end, size_t row);

/// How a value is stored.
typedef enum {
  TABLE_F4, TABLE_F8, TABLE_I1, TABLE_I2, TABLE_I4, TABLE_I8, TABLE_U1, TABLE_U2, TABLE_U4,
  TABLE_U8, TABLE_BOOL
} table_type;

/// Makes doubles of `count` values that stand `distance` bytes apart. Integers of more than 53 bits
/// are rounded. Returns whether all are finite.
bool table_values(
    const uint8_t *from, size_t distance, size_t count, table_type type, bool is_big_endian,
    double *to);

/// Whether the processor has instructions for SHA-256.
bool table_has_sha256(void);

/// Works whole blocks of 64 bytes into a SHA-256 state of eight words; does nothing on a processor
/// without instructions for it.
void table_sha256_blocks(uint32_t state[8], const uint8_t *bytes, size_t blocks);

#endif
