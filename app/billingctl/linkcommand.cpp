// billingctl link: checkout sessions and portals at the provider, static links, and a look at a link before it is sent.
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/linkoptions.h"
#include "app/billingctl/linktelling.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/links/linkcheck.h"
#include "operations/links/linkorder.h"

namespace billing::ctl {
namespace {

using operations::RulesContext;

struct LinkCommandOptions {
  WorkspaceOptions where;
  LinkOptions link;
  std::string url;
  bool brackets = false, qr = false, json = false;
};

int failLink(const Error& error, int code) {
  std::fprintf(stderr, "billingctl link: %s\n", describe(error).c_str());
  return code;
}

int tellFound(const LinkCommandOptions& options, const ToldLink& link) {
  options.json ? tellLinkJson(link) : tellLink(link, options.qr);
  return operations::hasErrors(link.findings) ? Negative : Ok;
}

int checkGivenLink(const LinkCommandOptions& options) {
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failLink(profile.error(), Unreadable);
  const RulesContext rules{profile->rules, profile->provider, profile->live()};
  ToldLink told{options.url, {}, operations::checkLink(options.url, rules)};
  if (told.findings.empty() && !options.json) std::printf("Nothing is wrong with it\n");
  return tellFound(options, told);
}

int buildLink(const LinkCommandOptions& options) {
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failLink(profile.error(), Unreadable);
  const RulesContext rules{profile->rules, profile->provider, profile->live()};
  const auto order = linkOrderOf(options.link, rules);
  if (!order) return failLink(order.error(), Negative);
  const auto form = options.brackets ? operations::MetadataForm::Brackets : operations::MetadataForm::Underscore;
  const auto link = operations::buildStaticLink(*order, rules, form);
  if (!link) return failLink(link.error(), Negative);
  return tellFound(options, {*link, {}, operations::checkLink(*link, rules)});
}

void addLinkOutput(CLI::App& command, LinkCommandOptions& options) {
  command.add_flag("--qr", options.qr, "Print a QR code too");
  command.add_flag("--json", options.json, "Print one JSON object");
}

void addLinkCheck(CLI::App& root, const std::shared_ptr<LinkCommandOptions>& options, int& exitCode) {
  CLI::App* command = root.add_subcommand("check", "What is wrong with a link, each finding with its fix");
  command->add_option("URL", options->url, "The link as it would be sent")->required();
  command->add_option("--workspace", options->where.workspace, "Profile, or the id of one that comes with the program")
      ->required();
  addLinkOutput(*command, *options);
  command->footer(
      "Exit code 1: something would go wrong with it. Nobody is asked: it is judged by the workspace's file.");
  command->callback([options, &exitCode] { exitCode = checkGivenLink(*options); });
}

void addLinkBuild(CLI::App& root, const std::shared_ptr<LinkCommandOptions>& options, int& exitCode) {
  CLI::App* command = root.add_subcommand("build", "A static link of Dodo Payments, for a page or a mail");
  command->add_option("--workspace", options->where.workspace, "Profile, or the id of one that comes with the program")
      ->required();
  addLinkOptions(*command, options->link, false);
  command->add_flag("--bracket-metadata", options->brackets, "metadata[key]=... instead of metadata_key=...");
  addLinkOutput(*command, *options);
  command->callback([options, &exitCode] { exitCode = buildLink(*options); });
}

}  // namespace

void addLinkCommand(CLI::App& root, int& exitCode) {
  CLI::App* command = root.add_subcommand("link", "Checkout and portal links: make, build, check");
  command->require_subcommand(1);
  addLinksAtProvider(*command, exitCode);
  addLinkBuild(*command, std::make_shared<LinkCommandOptions>(), exitCode);
  addLinkCheck(*command, std::make_shared<LinkCommandOptions>(), exitCode);
}

}  // namespace billing::ctl
