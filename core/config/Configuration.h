// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The checked configuration of a host and its instances.
#pragma once

#include "config/Sources.h"

#include <spectrum/Ids.h>
#include <spectrum/Settings.h>

namespace spectrum::config
{

struct InstanceConfiguration {
    InstanceId id = {};
    QString frontend = {};
    QString network = {};
    QString file = {};
    // The host's keys are in it as well.
    Settings settings = {};
};

struct Configuration {
    Settings host = {};
    QList<InstanceConfiguration> instances = {};
};

struct Outcome {
    // Only complete when there are no mistakes.
    Configuration configuration = {};
    Mistakes mistakes = {};
    // Things to know that stop nothing: keys without effect, files that others can read.
    Mistakes notices = {};

    [[nodiscard]] bool isOk() const { return mistakes.isEmpty(); }
};

// Checks the sources against a schema that has all modules.
[[nodiscard]] Outcome resolve(const Sources &sources, const Schema &schema);

} // namespace spectrum::config
