// Fills a JSON template. A value "{{name}}" is text; "{{int name}}", "{{bool name}}", "{{time name}}", "{{json name}}"
// and
// "{{text name}}" stand alone in their quotes and become what they say, or null when there is none; "{{use file}}" puts
// another template in its place, indented as deep as the line it stands on.
#pragma once

#include <string>

#include "domain/provider.h"
#include "support/result.h"
#include "webhooks/compose/eventvariables.h"

namespace billing::webhooks {

/// Times are written as the provider writes them: seconds for Stripe, ISO 8601 for Dodo.
class EventTemplate {
 public:
  EventTemplate(Provider provider, const EventVariables& variables, std::string objectTemplate)
      : provider_(provider), variables_(variables), objectTemplate_(std::move(objectTemplate)) {}

  /// Internal when a file or a value is missing: a template and its variables do not fit each other.
  [[nodiscard]] Result<std::string> render(const std::string& templateName) const;

 private:
  Result<std::string> fill(const std::string& text, int depth) const;
  Result<std::string> whole(const std::string& kind, const std::string& name, const std::string& indent,
                            int depth) const;

  Provider provider_;
  const EventVariables& variables_;
  std::string objectTemplate_;  ///< what "{{use object}}" stands for
};

}  // namespace billing::webhooks
