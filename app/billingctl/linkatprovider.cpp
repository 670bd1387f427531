// billingctl link checkout and portal: asked of the provider, once, and kept in the audit log.
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/linkoptions.h"
#include "app/billingctl/linktelling.h"
#include "app/billingctl/provideroption.h"
#include "app/billingctl/whoacts.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/links/linkrecord.h"

namespace billing::ctl {
namespace {

using operations::AdminOrder;
using operations::RulesContext;

struct LinkAtProviderOptions {
  WorkspaceOptions where;
  ProviderOptions provider;
  LinkOptions link;
  std::string reason, unlock;
  bool qr = false, json = false;
};

int failLinkAt(const Error& error, int code) {
  std::fprintf(stderr, "billingctl link: %s\n", describe(error).c_str());
  return code;
}

int tellMadeLink(const LinkAtProviderOptions& options, const ToldLink& link) {
  options.json ? tellLinkJson(link) : tellLink(link, options.qr);
  return operations::hasErrors(link.findings) ? Negative : Ok;
}

int exitCodeOfLink(const Error& error) {
  return error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout ? NetworkFailure : Negative;
}

// Kept before it is asked, asked once, and what came of it kept before it is told.
int makeAndKeep(const LinkAtProviderOptions& options, const workspace::Profile& profile, const AdminOrder& order,
                store::Database& database, providers::BillingProvider& provider) {
  const RulesContext rules{profile.rules, profile.provider, profile.live()};
  const auto actor = whoWrites(database, profile, options.unlock, order.kind);
  if (!actor) return failLinkAt(actor.error(), Negative);
  const std::string operation = newOperation();
  operations::LinkRecord record{order, std::nullopt, *actor, QString::fromStdString(operation), rules.live};
  const auto keep = [&](store::WriteContext& context) {
    return operations::recordLink(context, record, SystemClock().now());
  };
  if (const auto kept = written(database, keep); !kept) return failLinkAt(kept.error(), StoreFailure);
  record.outcome = operations::makeLink(provider, order, rules, operation, {});
  const auto kept = written(database, keep);
  const auto& link = *record.outcome;
  if (!link) return failLinkAt(link.error(), exitCodeOfLink(link.error()));
  if (!kept) return failLinkAt(kept.error(), StoreFailure);
  operations::LinkFindings found;
  if (order.kind == operations::OrderKind::CheckoutLink) found = operations::checkSession(order, rules);
  return tellMadeLink(options, {link->url, link->id, found});
}

Result<AdminOrder> orderAtProvider(const LinkAtProviderOptions& options, const RulesContext& rules, bool portal) {
  Result<AdminOrder> order = AdminOrder{};
  if (!portal) order = linkOrderOf(options.link, rules);
  if (!order) return order;
  order->kind = portal ? operations::OrderKind::PortalLink : operations::OrderKind::CheckoutLink;
  order->customer = options.link.customer;
  order->successUrl = options.link.successUrl;
  order->reason = options.reason;
  return order;
}

int linkAtProvider(const LinkAtProviderOptions& options, bool portal) {
  const SystemClock clock;
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failLinkAt(profile.error(), Unreadable);
  const RulesContext rules{profile->rules, profile->provider, profile->live()};
  const auto order = orderAtProvider(options, rules, portal);
  if (!order) return failLinkAt(order.error(), Negative);
  const auto client = http::makeNetworkClient();
  const auto provider = providerOf(*profile, options.provider, *client, clock);
  if (!provider) return failLinkAt(provider.error(), Unreadable);
  const auto database = openDatabase(options.where.database, false);
  if (!database) return failLinkAt(database.error(), StoreFailure);
  return makeAndKeep(options, *profile, *order, **database, **provider);
}

void addLinkAt(CLI::App& root, const std::shared_ptr<LinkAtProviderOptions>& options, bool portal, int& exitCode) {
  CLI::App* command = portal ? root.add_subcommand("portal", "Where a customer manages subscription and cards")
                             : root.add_subcommand("checkout", "A checkout session for one buyer");
  addWorkspaceOptions(*command, options->where);
  addProviderOptions(*command, options->provider);
  if (portal) {
    command->add_option("--customer", options->link.customer, "The provider's id of the customer")->required();
    command->add_option("--return-url", options->link.successUrl, "Where the customer is led afterwards");
  } else {
    addLinkOptions(*command, options->link, true);
  }
  command->add_option("--reason", options->reason, "For the audit log");
  command->add_option("--unlock", options->unlock, "REASON for which live mode is opened for this one link");
  command->add_flag("--qr", options->qr, "Print a QR code too");
  command->add_flag("--json", options->json, "Print one JSON object");
  command->callback([options, portal, &exitCode] { exitCode = linkAtProvider(*options, portal); });
}

}  // namespace

void addLinksAtProvider(CLI::App& link, int& exitCode) {
  addLinkAt(link, std::make_shared<LinkAtProviderOptions>(), false, exitCode);
  addLinkAt(link, std::make_shared<LinkAtProviderOptions>(), true, exitCode);
}

}  // namespace billing::ctl
