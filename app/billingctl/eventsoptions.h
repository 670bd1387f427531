// What `billingctl events` was asked.
#pragma once

#include <string>
#include <vector>

#include "app/billingctl/handoption.h"

namespace billing::ctl {

struct EventsOptions {
  std::string database;
  bool json = false;
  // list
  std::string state, type, provider, since, text;
  int limit = 50;
  // show
  std::string event;
  bool body = false, headers = false;
  // replay
  std::vector<std::string> events;
  bool allDead = false;
  std::string url, secretFile, scheme;
  HandOptions hand;
};

}  // namespace billing::ctl
