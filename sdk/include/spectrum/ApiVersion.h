// SPDX-FileCopyrightText: 2026 The Spectrum 2 authors
// SPDX-License-Identifier: LGPL-2.1-or-later
// The version of the interface between the host and its modules.
#pragma once

// An interface id carries major.minor. The host reads it from a module's metadata and compares it before any
// code of the module runs: another major is refused, a newer minor than the host's is refused.
#define SPECTRUM_API_MAJOR 1
#define SPECTRUM_API_MINOR 1
#define SPECTRUM_API_VERSION "1.1"

// The first argument of Q_PLUGIN_METADATA(IID … FILE …) in a module.
#define SPECTRUM_NETWORK_MODULE_IID "im.spectrum.NetworkModule/" SPECTRUM_API_VERSION
#define SPECTRUM_FRONTEND_MODULE_IID "im.spectrum.FrontendModule/" SPECTRUM_API_VERSION
