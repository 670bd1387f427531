// How the jobs tell what they did, or would do, to whom and why.
#pragma once

#include "operations/deskvalues.h"

namespace billing::ctl {

void tellJob(const operations::JobReport& report);
void tellJobJson(const operations::JobReport& report);

}  // namespace billing::ctl
