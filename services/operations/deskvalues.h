// What jobs, guided checks and safety switches are asked and answer: plain values, for panes and the command line.
#pragma once

#include <QString>
#include <QVector>
#include <functional>
#include <optional>
#include <string_view>

#include "operations/hand.h"
#include "store/accountrows.h"
#include "support/instant.h"

namespace billing::operations {

enum class JobKind { Downgrade, TopUp, Expire };
[[nodiscard]] std::string_view toString(JobKind kind);  ///< "downgrade", "top_up", "expire"

struct JobRequest {
  JobKind kind = JobKind::Downgrade;
  bool dryRun = true;
  QString askedBy;  ///< "schedule", a person, "billingctl"
  std::optional<Instant> scheduledFor;
  Hand hand = {};  ///< of whoever runs it by hand; without a name, askedBy

  /// Not by the timetable, and not only to see what it would do: leaves entries in the audit log.
  [[nodiscard]] bool byHand() const { return !dryRun && !scheduledFor && askedBy != QLatin1String("schedule"); }
};

struct JobReport {
  store::JobRunRow run;
  QVector<store::JobItemRow> items;
};

using JobProgress = std::function<void(int done, int total)>;

enum class Question { PaidWithoutAccess, SignatureFails, BalanceOutOfSync, TokenExpired };

enum class StepState { Passed, Failed, Skipped };
struct DiagnosisStep {
  QString title;  ///< "The payment arrived"
  StepState state = StepState::Skipped;
  QString found;  ///< "pay_01H… succeeded on 3 Mar 2026, 12:00 UTC"
};

struct Diagnosis {
  QVector<DiagnosisStep> steps;
  QString conclusion;  ///< one sentence
  QString
      action;  ///< retry_event, reconcile_credits, open_secrets, open_event, open_customer, issue_token; empty: none
  QString actionLabel;    ///< "Retry the event"
  QString actionSubject;  ///< row or key that the action is about
};

inline constexpr const char* pauseProcessing = "pause_processing";  ///< events are stored and wait
inline constexpr const char* stopDowngrades = "stop_downgrades";
inline constexpr const char* allowUnverified = "allow_unverified";  ///< access without a payment; must have an end

struct SwitchChange {
  QString name;
  bool on = false;
  QString reason;  ///< required to switch on
  QString by;
  std::optional<qint64> remindAt, endsAt;
  Hand hand = {};  ///< role and origin of `by`
};

}  // namespace billing::operations
