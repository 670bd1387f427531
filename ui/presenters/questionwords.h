// The guided checks in words: what each asks, of whom, and where it makes no sense.
#pragma once

#include <QString>
#include <array>

#include "operations/deskvalues.h"
#include "ui/consoleservices.h"

namespace billing::ui {

inline constexpr std::array<operations::Question, 4> kQuestions{
    operations::Question::PaidWithoutAccess, operations::Question::SignatureFails,
    operations::Question::BalanceOutOfSync, operations::Question::TokenExpired};

struct QuestionWords {
  QString title;  ///< "Payment succeeded but no access"
  QString about;  ///< one sentence
  QString icon;
  QString subject;  ///< caption of the input: "E-mail, account or payment id"
  QString example;  ///< placeholder
  bool subjectMayBeEmpty = false;
};
[[nodiscard]] QuestionWords questionWords(operations::Question question);
/// Why it cannot be asked in this workspace; empty: it can.
[[nodiscard]] QString whyNotAsked(operations::Question question, const ConsoleServices& services);

}  // namespace billing::ui
