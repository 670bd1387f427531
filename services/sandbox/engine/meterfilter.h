// Which usage events a meter counts: Dodo's filters, {"conjunction": "and"|"or", "clauses": [{key, operator, value} or
// nested filters]}.
#pragma once

#include <map>
#include <string>

namespace billing::sandbox {

/// `filter`: JSON, as the meter keeps it; empty: everything passes. Numbers compare as numbers where both sides are.
[[nodiscard]] bool passesMeterFilter(const std::string& filter, const std::map<std::string, std::string>& values);

}  // namespace billing::sandbox
