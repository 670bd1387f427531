#include "ui/presenters/jobrows.h"

#include <algorithm>

namespace billing::ui {

QVector<models::NumberedItem> numbered(const QVector<store::JobItemRow>& items) {
  QVector<models::NumberedItem> rows;
  for (const auto& item : items) rows.push_back({rows.size() + 1, item});
  return rows;
}

QVector<models::NumberedLetThrough> numbered(const QVector<store::LetThroughRow>& all) {
  QVector<models::NumberedLetThrough> rows;
  for (const auto& row : all) rows.push_back({rows.size() + 1, row});
  return rows;
}

QVector<store::JobRunRow> runsOf(const QVector<operations::JobInfo>& jobs) {
  QVector<store::JobRunRow> runs;
  for (const auto& job : jobs) runs += job.runs;
  std::stable_sort(runs.begin(), runs.end(), [](const auto& a, const auto& b) {
    return a.startedAt != b.startedAt ? a.startedAt > b.startedAt : a.id > b.id;
  });
  return runs;
}

}  // namespace billing::ui
