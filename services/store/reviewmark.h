// What people have said of a row, as lists show it.
#pragma once

#include <QString>
#include <optional>

namespace billing::store {

struct ReviewMark {
  QString flag;  ///< follow_up, question, dispute, ok; empty: none
  QString flaggedBy, reviewedBy;
  std::optional<qint64> flaggedAt, reviewedAt;  ///< epoch ms
  bool changedSince = false;                    ///< the object is newer than the look at it
  int notes = 0;                                ///< that were not removed
};

}  // namespace billing::store
