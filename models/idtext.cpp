#include "models/idtext.h"

#include <algorithm>

namespace billing::models {

QString shortId(const QString& id, int most) {
  most = std::max(most, 8);
  if (id.size() <= most) return id;
  // Prefixes ("sub_", "evt_") tell the kind and the first characters the age, so the front keeps a little more than the
  // end.
  const int tail = (most - 1) * 2 / 5;
  return id.left(most - 1 - tail) + QChar(0x2026) + id.right(tail);
}

}  // namespace billing::models
