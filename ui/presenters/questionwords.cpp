#include "ui/presenters/questionwords.h"

#include "ui/presenters/text.h"

namespace billing::ui {

using operations::Question;

QuestionWords questionWords(Question question) {
  switch (question) {
    case Question::PaidWithoutAccess:
      return {say("Payment succeeded but no access"),
              say("Follows the payment from its delivery to what it should have opened."),
              QStringLiteral("card"),
              say("E-mail, account or payment id"),
              say("ada@example.com, user_42 or pay_01H…"),
              false};
    case Question::SignatureFails:
      return {say("Signature fails"),     say("Says which it is: the secret, the body, or the way it was sent."),
              QStringLiteral("key"),      say("Event id; empty: the newest delivery that was refused"),
              say("msg_2Kp… or evt_1Q…"), true};
    case Question::BalanceOutOfSync:
      return {
          say("Balance out of sync"),       say("Adds up the credits ledger and compares it with grants and cache."),
          QStringLiteral("chart"),          say("E-mail or account"),
          say("ada@example.com or org_42"), false};
    case Question::TokenExpired:
      return {say("Token expired"),    say("Looks at the one-time tokens of a payer, their age and both clocks."),
              QStringLiteral("clock"), say("E-mail or account"),
              say("ada@example.com"),  false};
  }
  return {};
}

QString whyNotAsked(Question question, const ConsoleServices& services) {
  if (services.safety == nullptr) return say("there is no database to look at");
  if (question == Question::SignatureFails) return {};
  if (services.desk == nullptr) return say("this workspace has no plans and no credits of its own");
  if (question == Question::BalanceOutOfSync && !services.profile.rules.credits.enabled)
    return say("this workspace has no credits");
  if (question == Question::TokenExpired && !services.profile.rules.entitlements.enabled)
    return say("this workspace gives access by plan, not by token");
  return {};
}

}  // namespace billing::ui
