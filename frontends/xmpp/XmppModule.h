// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: GPL-2.0-or-later
// The entry point of the XMPP frontend's .so.
#pragma once

#include <spectrum/Examination.h>
#include <spectrum/FrontendModule.h>

#include <QObject>

namespace spectrum::xmpp
{

class XmppModule final : public QObject, public FrontendModule, public Examiner
{
    Q_OBJECT
    Q_PLUGIN_METADATA(IID SPECTRUM_FRONTEND_MODULE_IID FILE "xmpp.json")
    Q_INTERFACES(spectrum::FrontendModule spectrum::Examiner)

public:
    [[nodiscard]] Result<std::unique_ptr<Frontend>> createFrontend(const Settings &settings,
                                                                   FrontendHost &host) override;
    [[nodiscard]] std::unique_ptr<Examination> examine(const Settings &settings, Clock &clock,
                                                       Use use) override;
};

} // namespace spectrum::xmpp
