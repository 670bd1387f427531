// What `billingctl link` prints.
#pragma once

#include <string>

#include "operations/links/linkfinding.h"

namespace billing::ctl {

struct ToldLink {
  std::string url, id;
  operations::LinkFindings findings;
};
void tellLink(const ToldLink& link, bool qr);
void tellLinkJson(const ToldLink& link);

}  // namespace billing::ctl
