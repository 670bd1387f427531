// The checks of a signature one by one, as far as they went: what passed, what failed, what was never reached.
#pragma once

#include <QString>
#include <QVector>

#include "workspace/route.h"

namespace billing::ui {

enum class StepResult { Passed, Failed, NotReached };

struct SignatureStep {
  QString title;
  StepResult result = StepResult::NotReached;
  QString note;  ///< of the failed one: the sentence with the numbers
};

/// `verdict` is a word of the log ("ok", "timestamp_too_old"). The order is that of the verifier.
[[nodiscard]] QVector<SignatureStep> signatureSteps(workspace::SignatureScheme scheme, const QString& verdict,
                                                    const QString& detail, const QString& secretLabel,
                                                    int toleranceSeconds);
/// One sentence that a newcomer understands: what this verdict means and what usually causes it.
[[nodiscard]] QString verdictExplained(const QString& verdict);

}  // namespace billing::ui
