// The views by which finance goes through a list. Those that speak of days count them in the workspace's zone, from the
// day on which they are opened.
#pragma once

#include <QDateTime>
#include <QTimeZone>

#include "ui/presenters/filterwords.h"
#include "ui/widgets/savedviews.h"

namespace billing::ui {

[[nodiscard]] QVector<SavedView> subscriptionViews(const QDateTime& now, const QTimeZone& zone);
[[nodiscard]] QVector<SavedView> customerReviewViews();
[[nodiscard]] QVector<SavedView> invoiceReviewViews();

/// Flag, reviewed and notes, for the filter menu of any list that is reviewed.
[[nodiscard]] FilterFields reviewFilters();

}  // namespace billing::ui
