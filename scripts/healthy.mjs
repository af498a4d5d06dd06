/** Asks the service of this container whether it is ready; exits with 1 when it is not. */
const response = await fetch(`http://127.0.0.1:${process.env.PORT}/health/ready`);
process.exitCode = response.ok ? 0 : 1;
