// billingctl order: the changes by hand, one word each.
#include <functional>

#include "app/billingctl/commands.h"
#include "app/billingctl/orderwork.h"

namespace billing::ctl {
namespace {

using operations::OrderKind;
using Options = std::shared_ptr<OrderOptions>;

class OrderCommands {
 public:
  OrderCommands(CLI::App& order, int& exitCode) : order_(order), exitCode_(exitCode) {}

  void addAll() {
    addPlanCommands();
    addCancelling();
    addTerms();
    addMoney();
    addAccount();
    addLinks();
  }

 private:
  // A word for one kind, with what all of them take.
  CLI::App* add(CLI::App& parent, const char* name, const char* about, OrderKind kind, const char* subject,
                Options& options) {
    options = std::make_shared<OrderOptions>();
    options->order.kind = kind;
    CLI::App* command = parent.add_subcommand(name, about);
    command->add_option("subject", options->order.subject, subject)->required();
    addWorkspaceOptions(*command, options->where);
    addProviderOptions(*command, options->provider);
    command->add_option("--reason", options->order.reason, "Why; kept in the audit log");
    command->add_flag("--dry-run", options->dryRun, "Only the preview: nothing is changed");
    command->add_flag("--yes", options->yes, "Do not ask");
    command->add_option("--confirm", options->confirm, "TEXT that has to be typed in live mode: whom it is about");
    command->add_option("--unlock", options->unlock, "REASON for which live mode is opened for this one order");
    command->add_flag("--wait", options->wait, "Work through the outbox until its outcome is known");
    command->add_option("--wait-seconds", options->waitSeconds, "At most so long")->check(CLI::Range(1, 86'400));
    command->add_flag("--json", options->json, "Print one JSON object");
    command->callback([options, this] { exitCode_ = runOrder(*options); });
    return command;
  }
  CLI::App* add(const char* name, const char* about, OrderKind kind, const char* subject, Options& options) {
    return add(order_, name, about, kind, subject, options);
  }

  void addPlanCommands() {
    Options options;
    CLI::App* change =
        add("change-plan", "Another plan, interval or quantity", OrderKind::ChangePlan, "SUBSCRIPTION", options);
    change->add_option("--to", options->plan, "PRODUCT id, or PLAN/INTERVAL of the workspace's file: pro/year")
        ->required();
    change->add_option("--quantity", options->order.quantity, "How many");
    change->add_option("--charge", options->charge,
                       "prorated; next_invoice (Stripe); difference or full (Dodo Payments); none");
    change->add_flag("--at-renewal", options->order.atPeriodEnd, "Not now: with the next renewal");
    change->add_flag("--change-all-the-same", options->changeAllTheSame,
                     "When the charge fails the new plan is used and the amount stays owed; else the old plan stays");
    add("withdraw-change", "Take back a change that was to come with the renewal", OrderKind::WithdrawChange,
        "SUBSCRIPTION", options);
    CLI::App* discount = add("discount", "Apply a discount code", OrderKind::ApplyDiscount, "SUBSCRIPTION", options);
    discount->add_option("--code", options->order.code, "As customers type it")->required();
  }

  void addCancelling() {
    Options options;
    CLI::App* cancel = add("cancel", "At the period's end, unless --now or --on says otherwise",
                           OrderKind::CancelAtPeriodEnd, "SUBSCRIPTION", options);
    auto* now =
        cancel->add_flag_callback("--now", [options] { options->order.kind = OrderKind::CancelNow; }, "At once");
    cancel
        ->add_option_function<std::string>(
            "--on",
            [options](const std::string& date) {
              options->order.kind = OrderKind::CancelOn;
              options->date = date;
            },
            "DATE, in ISO 8601 (Stripe)")
        ->excludes(now);
    add("undo-cancel", "It renews again", OrderKind::UndoCancel, "SUBSCRIPTION", options);
    add("pause", "Nothing is charged until it is resumed", OrderKind::Pause, "SUBSCRIPTION", options);
    add("resume", "Charges go on", OrderKind::Resume, "SUBSCRIPTION", options);
  }

  void addTerms() {
    Options options;
    CLI::App* trial =
        add("extend-trial", "The first charge comes later", OrderKind::ExtendTrial, "SUBSCRIPTION", options);
    trial->add_option("--to", options->date, "DATE: the new end, in ISO 8601")->required();
    CLI::App* renewal =
        add("move-renewal", "The next charge comes on another day", OrderKind::MoveRenewal, "SUBSCRIPTION", options);
    renewal->add_option("--to", options->date, "DATE of the next charge, in ISO 8601")->required();
  }

  void addMoney() {
    Options options;
    CLI::App* refund = add("refund", "Give back what was paid: all that is left, a part, or lines", OrderKind::Refund,
                           "PAYMENT", options);
    auto* amount = refund->add_option("--amount", options->amount, "12.34; all that is left without it");
    refund->add_option("--line", options->lines, "ITEM=12.34, once for each line")->excludes(amount);
    refund->add_option("--currency", options->currency, "Of the amount; the payment's without it");
    CLI::App* credits = order_.add_subcommand("credits", "Credits of an account, in our own ledger");
    credits->require_subcommand(1);
    CLI::App* grant = add(*credits, "grant", "Give", OrderKind::GrantCredits, "ACCOUNT", options);
    grant->add_option("credits", options->credits, "100, or 2.5")->required();
    grant->add_option("--until", options->date, "DATE on which they lapse");
    CLI::App* take = add(*credits, "take", "Take away; never below zero", OrderKind::TakeCredits, "ACCOUNT", options);
    take->add_option("credits", options->credits, "100, or 2.5")->required();
  }

  void addAccount() {
    Options options;
    CLI::App* access = order_.add_subcommand("entitlement", "Access of an account without a payment");
    access->require_subcommand(1);
    CLI::App* grant = add(*access, "grant", "Give", OrderKind::GrantEntitlement, "ACCOUNT", options);
    grant->add_option("--plan", options->order.plan, "KEY of the plan")->required();
    grant->add_option("--until", options->date, "DATE on which it ends");
    add(*access, "revoke", "End", OrderKind::RevokeEntitlement, "ACCOUNT", options);
    CLI::App* usage =
        add("set-usage", "How much of a quota is used in this period", OrderKind::SetUsage, "ACCOUNT", options);
    usage->add_option("--quota", options->order.quota, "KEY of the quota")->required();
    usage->add_option("--used", options->order.used, "How much")->required();
    CLI::App* plan = add("override-plan", "A plan by hand, whatever the subscriptions say", OrderKind::OverridePlan,
                         "ACCOUNT", options);
    auto* key = plan->add_option("--plan", options->order.plan, "KEY of the plan");
    plan->add_flag_callback("--off", [options] { options->order.plan.clear(); }, "Take it off again")->excludes(key);
  }

  void addLinks() {
    Options options;
    CLI::App* checkout =
        add("checkout", "A page of the provider where the customer buys", OrderKind::CheckoutLink, "CUSTOMER", options);
    checkout->add_option("--to", options->plan, "PRODUCT id, or PLAN/INTERVAL of the workspace's file")->required();
    checkout->add_option("--quantity", options->order.quantity, "How many");
    checkout->add_option("--trial-days", options->order.trialDays, "Free days before the first charge");
    checkout->add_option("--success-url", options->order.successUrl, "Where the buyer returns to");
    checkout->add_option("--code", options->order.code, "Discount code");
    add("portal", "A page of the provider where the customer manages the subscription", OrderKind::PortalLink,
        "CUSTOMER", options);
  }

  CLI::App& order_;
  int& exitCode_;
};

}  // namespace

void addOrderCommand(CLI::App& root, int& exitCode) {
  CLI::App* order = root.add_subcommand("order", "One change by hand: previewed, confirmed, recorded, undone in time");
  order->require_subcommand(1);
  // Lives as long as the command line that refers to it.
  auto commands = std::make_shared<OrderCommands>(*order, exitCode);
  commands->addAll();
  order->final_callback([commands] {});
  order->footer(
      "The preview is told before anything is asked. What was ordered waits some seconds in sight (`billingctl outbox "
      "undo`) and leaves\nonce, by the console, by `billingctl outbox run` or by --wait. In live mode --unlock and the "
      "typed confirmation are needed.\n"
      "Exit code 0: done, or on its way; 1: refused, not confirmed or not done; 3: no key, or no such workspace; 4: "
      "the "
      "database;\n5: nobody answers; 6: unconfirmed, nobody knows yet (`billingctl outbox settle`); 130: interrupted.");
}

}  // namespace billing::ctl
