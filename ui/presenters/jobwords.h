// What jobs are called, when they run and how they ended, in words.
#pragma once

#include <QLocale>
#include <QString>
#include <QTimeZone>

#include "operations/billingdesk.h"

namespace billing::ui {

struct JobWords {
  QString title;  ///< "Downgrade"
  QString about;  ///< one sentence
  QString icon;
  QString off;  ///< why the profile has it off, and where to change that
};
[[nodiscard]] JobWords jobWords(operations::JobKind kind);

/// "downgrade 3 accounts", "top up 1 account", "write off credits of 2 accounts": after "would" or as a button.
[[nodiscard]] QString deedOf(operations::JobKind kind, int hits);

/// "21 Nov, 02:00 UTC · 03:00 in Berlin": the same instant in UTC and in the workspace's zone (in the desktop's where
/// that is UTC too).
[[nodiscard]] QString bothTimes(qint64 ms, qint64 nowMs, const QTimeZone& zone, const QLocale& locale);

/// "3 hits, 1 skipped, none failed"; what is zero is left out unless all is.
[[nodiscard]] QString countsOf(const store::JobRunRow& run, const QLocale& locale);

}  // namespace billing::ui
