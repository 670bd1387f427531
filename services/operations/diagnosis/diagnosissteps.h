// How a guided check is put together: steps one after the other, then the sentence and the button.
#pragma once

#include <QString>

#include "operations/deskvalues.h"
#include "operations/rulescontext.h"
#include "support/instant.h"
#include "support/result.h"

class QSqlDatabase;

namespace billing::operations {

/// What a guided check is asked with.
struct DiagnosisQuestion {
  QSqlDatabase& database;
  const RulesContext& rules;
  QString subject;
  Instant now;
};

/// Collects steps. After the first that failed, the rest is told as skipped unless it was looked at all the same.
class DiagnosisSteps {
 public:
  void passed(const QString& title, const QString& found) { add(title, StepState::Passed, found); }
  void failed(const QString& title, const QString& found) { add(title, StepState::Failed, found); }
  void skipped(const QString& title, const QString& why) { add(title, StepState::Skipped, why); }
  /// Gives `good` back.
  bool judged(bool good, const QString& title, const QString& found) {
    add(title, good ? StepState::Passed : StepState::Failed, found);
    return good;
  }
  [[nodiscard]] Diagnosis concluded(const QString& sentence) {
    diagnosis_.conclusion = sentence;
    return diagnosis_;
  }
  [[nodiscard]] Diagnosis concluded(const QString& sentence, const char* action, const QString& label,
                                    const QString& subject) {
    diagnosis_.action = QLatin1String(action);
    diagnosis_.actionLabel = label;
    diagnosis_.actionSubject = subject;
    return concluded(sentence);
  }

 private:
  void add(const QString& title, StepState state, const QString& found) {
    diagnosis_.steps.append({title, state, found});
  }
  Diagnosis diagnosis_;
};

[[nodiscard]] Result<Diagnosis> diagnosePaidWithoutAccess(const DiagnosisQuestion& question);
[[nodiscard]] Result<Diagnosis> diagnoseSignature(const DiagnosisQuestion& question);
[[nodiscard]] Result<Diagnosis> diagnoseBalance(const DiagnosisQuestion& question);
[[nodiscard]] Result<Diagnosis> diagnoseToken(const DiagnosisQuestion& question);

}  // namespace billing::operations
