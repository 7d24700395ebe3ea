// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
#include "IrcModule.h"

#include "IrcNetwork.h"
#include "ReachExamination.h"

namespace spectrum::irc
{

Result<std::unique_ptr<Network>> IrcModule::createNetwork(const Settings &settings, NetworkHost &host)
{
    Result<Options> options = Options::read(settings);
    if (!options)
        return options.error();
    return std::unique_ptr<Network>(std::make_unique<IrcNetwork>(std::move(*options), host));
}

std::unique_ptr<Examination> IrcModule::examine(const Settings &settings, Clock &clock, Use)
{
    Result<Options> options = Options::read(settings);
    if (!options || options->servers.isEmpty())
        return nullptr;
    return std::make_unique<ReachExamination>(std::move(*options), clock);
}

} // namespace spectrum::irc
